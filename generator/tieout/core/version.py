"""The version of the program: the one place that says it, from which the packages are named as well."""

VERSION = "0.1.0"

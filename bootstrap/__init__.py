"""Set-up of the bare machine: `python3 bootstrap` makes .venv with ROS 2, the tools and our packages.

Standard library only, and readable by Python 3.7, so that an old Python says what is missing instead of
failing to parse.
"""

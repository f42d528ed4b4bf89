"""Set-up of the bare machine: `python3 bootstrap` makes .venv with ROS 2, our tools and the interface package.

Standard library only, and readable by Python 3.7, so that an old Python is told what it lacks instead of failing to parse.
"""

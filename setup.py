"""Metadata of the Python package: one file for colcon (ament_python) and for pip."""

from glob import glob

from setuptools import find_packages, setup

NAME = "physical_ai_bridge"
SHARE = f"share/{NAME}"
NODES = (
    "agent_node",
    "safety_gate_node",
    "command_guard_node",
    "controller_node",
    "sim_node",
    "gazebo_node",
    "display_node",
)

setup(
    name=NAME,
    version="0.1.0",
    description="Japanese instructions to safe robot motion with ROS 2.",
    maintainer="physical_ai_bridge maintainers",
    maintainer_email="maintainers@users.noreply.r-seed-c15af5d5.example",
    license="Apache-2.0",
    python_requires=">=3.10",
    packages=find_packages(include=[NAME, f"{NAME}.*"]),
    package_data={"": ["py.typed", "*.yaml", "*.urdf"]},
    data_files=[
        ("share/ament_index/resource_index/packages", [f"resource/{NAME}"]),
        (SHARE, ["package.xml"]),
        (f"{SHARE}/launch", glob("launch/*.py")),
        (f"{SHARE}/config", glob("config/*")),
        (f"{SHARE}/worlds", glob("worlds/*")),
        (f"{SHARE}/bench/ja_instructions", glob("bench/ja_instructions/*")),
    ],
    zip_safe=False,
    # ROS packages are package.xml's; here stands what PyPI gives in every way of running.
    install_requires=[
        "matplotlib",
        "matplotlib-fontja",  # carries the Japanese font of the site picture, as a bare machine has none
        "mujoco>=3.13",
        "numpy",
        "pydantic>=2.5",
        "PyYAML",
        "shapely>=2",
    ],
    extras_require={
        "dev": [
            "hypothesis",
            "import-linter",
            "mypy==2.4.*",
            "psutil",
            "pytest>=8",
            "ruff==0.17.*",
            "types-PyYAML",
            "types-shapely",
        ],
    },
    entry_points={
        "console_scripts": [
            f"physical-ai = {NAME}.cli.main:main",
            *(f"{node} = {NAME}.nodes.{node}:main" for node in NODES),
        ],
    },
)

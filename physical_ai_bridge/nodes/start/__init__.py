"""What a start of the system is: its options, processes and files; for `up` and `ros2 launch` alike."""

"""What an operator sees of the site and its robots, as plain shapes; nothing here knows ROS."""

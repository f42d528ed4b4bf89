"""The safety gate's and the guard's pure cores: no ROS, no model, no network, time as an argument."""

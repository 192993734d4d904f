"""Deployment of the finished site: an archive with checksums and instructions, or a folder that a server reads from."""


class DeployError(Exception):
    """Something stands in the way; the message says what and what to do. What readers see has not changed."""

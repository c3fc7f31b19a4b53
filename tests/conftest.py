"""What every test may ask for."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.databases", "tests.housing", "tests.post_office", "tests.switchboard"]

# How long an example takes to draw or to run tells how busy the machine is, and nothing of ours.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

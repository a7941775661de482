"""Settings shared by all tests. Nothing here touches the network or the clock."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "atlas",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("atlas")

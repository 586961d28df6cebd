import os

from hypothesis import HealthCheck, settings

# quick for every run; HYPOTHESIS_PROFILE=thorough for the long ones
for name, examples in (("quick", 100), ("thorough", 3000)):
    settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

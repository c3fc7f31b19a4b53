"""The steps of the features, by what they are about; each module is a pytest plugin."""

STEPS = (
    "given",
    "when",
    "then",
    "working",
    "deploying",
    "beginning",
    "signing",
    "registers",
    "mailing",
    "drafts",
    "hooks",
    "statuses",
    "finding",
    "masking",
    "subscribing",
)

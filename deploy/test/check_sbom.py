"""Whether a list of parts fits CycloneDX's schema, strictly. usage: check_sbom.py FILE"""

import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

text = Path(sys.argv[1]).read_text(encoding="utf-8")
error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(text)
if error is not None:
    sys.exit(f"`{sys.argv[1]}` does not fit CycloneDX 1.5: {error}")
print("the list of parts fits CycloneDX 1.5")

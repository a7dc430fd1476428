"""The outside world becomes revisions: bytes are kept as received, decoded, taken apart, recognised."""

from kirinuki.model.text import Span
import re
def split_sentences(plain: str) -> tuple[Span, ...]:
    return tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^。\n]+。?", plain))

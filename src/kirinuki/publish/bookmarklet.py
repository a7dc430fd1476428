"""The bookmark that sends what a person reads in their browser to their archive."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

# A form and no fetch: pages forbid scripts to speak to other hosts more often than they forbid forms, and the answer is
# a page of the archive's own, in a window of its own. What was marked goes alone; else the page goes as it stands.
_SCRIPT = """
(function () {
  var marked = String(window.getSelection ? window.getSelection() : "").trim();
  var sent = {
    token: %TOKEN%,
    url: location.href,
    title: document.title,
    text: marked,
    html: marked ? "" : "<!doctype html>" + document.documentElement.outerHTML
  };
  var form = document.createElement("form");
  form.method = "post";
  form.action = %ACTION%;
  form.enctype = "multipart/form-data";
  form.acceptCharset = "utf-8";
  form.target = "_blank";
  Object.keys(sent).forEach(function (name) {
    var field = document.createElement("textarea");
    field.name = name;
    field.value = sent[name];
    form.appendChild(field);
  });
  form.style.display = "none";
  document.body.appendChild(form);
  form.submit();
  form.remove();
})();
"""


def bookmarklet(base_url: str, token: str) -> str:
    """A `javascript:` address that posts url, title, and the marked words or the page to `base_url`/clip, with `token`.

    It is percent-encoded: it may stand in an attribute in double quotes, and be kept as a bookmark.
    """
    given = {"%TOKEN%": token, "%ACTION%": f"{base_url.rstrip('/')}/clip"}
    script = re.sub("|".join(given), lambda name: _literal(given[name[0]]), _SCRIPT)
    script = re.sub(r"\n\s*", " ", script).strip()
    return f"javascript:{quote(script, safe='')}"


def _literal(words: str) -> str:
    """A string of JavaScript that may also stand in a page."""
    return json.dumps(words).replace("<", "\\u003c")

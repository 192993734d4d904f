"""The policy of a page: nothing but the site's own files, as a meta tag and as header lines of a server."""

import re

from generator.site.csp import nginx, policy


def test_the_policy_lets_nothing_but_the_sites_own_files_in() -> None:
    for text, ours in ((policy(), "'self' file:"), (policy("", "'self'"), "'self'")):
        rules = dict(rule.split(" ", 1) for rule in text.split("; "))
        assert rules["default-src"] == rules["base-uri"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == rules["form-action"] == ours
        assert "unsafe" not in text and "http" not in text


def test_a_page_with_a_style_of_its_own_may_use_just_that() -> None:
    text = policy("<style>p { color: red }</style>")
    assert re.search(r"style-src 'self' file: 'sha256-[\w+/]{43}=';", text)
    assert "sha256" not in policy("<p>无样式</p>") and text.count("sha256") == 1
    assert policy("<style>p { color: blue }</style>") != text


def test_the_header_lines_for_nginx_say_what_a_page_cannot_say_of_itself() -> None:
    lines = nginx("<style>p{}</style>").decode().splitlines()
    matches = [re.fullmatch(r'add_header ([\w-]+) "([^"]+)" always;', line) for line in lines if line[0] != "#"]
    assert all(matches)
    said = {line[1]: line[2] for line in matches if line}
    header = said["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in header and "sha256-" in header and "file:" not in header
    assert (said["X-Content-Type-Options"], said["Referrer-Policy"]) == ("nosniff", "same-origin")

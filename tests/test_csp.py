"""The policy of a page: nothing but the site's own files, as a meta tag and as header lines of a server."""

import re

from generator.site.csp import nginx, policy


def test_the_policy_lets_nothing_but_the_sites_own_files_in() -> None:
    for told, ours in ((policy(), "'self' file:"), (policy("", "'self'"), "'self'")):
        rules = dict(rule.split(" ", 1) for rule in told.split("; "))
        assert rules["default-src"] == rules["base-uri"] == "'none'"
        assert rules["script-src"] == rules["style-src"] == rules["form-action"] == ours
        assert "unsafe" not in told and "http" not in told


def test_a_page_with_a_style_of_its_own_may_use_just_that() -> None:
    told = policy("<style>p { color: red }</style>")
    assert re.search(r"style-src 'self' file: 'sha256-[\w+/]{43}=';", told)
    assert "sha256" not in policy("<p>无样式</p>") and told.count("sha256") == 1
    assert policy("<style>p { color: blue }</style>") != told


def test_the_header_lines_for_nginx_say_what_a_page_cannot_say_of_itself() -> None:
    lines = nginx("<style>p{}</style>").decode().splitlines()
    found = [re.fullmatch(r'add_header ([\w-]+) "([^"]+)" always;', line) for line in lines if line[0] != "#"]
    assert all(found)
    said = {line[1]: line[2] for line in found if line}
    told = said["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in told and "sha256-" in told and "file:" not in told
    assert (said["X-Content-Type-Options"], said["Referrer-Policy"]) == ("nosniff", "same-origin")

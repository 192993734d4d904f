"""如何核验: how anyone learns that a published site was not changed since, with tools that every system has."""

import re
from collections.abc import Iterator

from generator.deploy.manifest import CHAIN_FILE, LIST_FILE
from generator.deploy.timestamp import SITE_FOLDER, site_path
from generator.model.book import Book
from generator.pages import OptionalPages, Page, PageKind, shows
from generator.pages._metadata import column

KINDS = (PageKind(re.compile(r"verify\.html"), listing=True),)
LAST = f"tail -n 1 {CHAIN_FILE} | grep -q"
DIGEST = "sha256sum | cut -c 1-64"
COMMANDS = (
    f"sha256sum -c --quiet {LIST_FILE} && echo 文件与清单一致",
    f'{LAST} " $(sha256sum {LIST_FILE} | cut -c 1-64) " && echo 清单与发布链一致',
    f"tail -n +2 {CHAIN_FILE} | {{ before=$(head -n 1 {CHAIN_FILE} | {DIGEST}); "
    f'while read -r line; do case "$line" in *" $before "*) before=$(echo "$line" | {DIGEST});; *) exit 1;; esac; '
    "done; } && echo 前后各行一致",
)
RECORD = "data/2017/xiangmu.json"
OF_A_RECORD = (
    f"grep -v '^ \"digest\": ' {RECORD} | sha256sum",
    f"grep '^ \"digest\": ' {RECORD}",
)


def of_a_stamp(number: int) -> tuple[str, ...]:
    """Return the commands that verify a time stamp."""
    return (
        f"grep '^{number} ' {CHAIN_FILE} > line.txt",
        f"openssl ts -verify -data line.txt -in {site_path(number)} -CAfile 根证书.pem",
    )


def pages(book: Book, optional: OptionalPages) -> Iterator[Page]:
    """Make the one page, from the first publication on."""
    if not optional.verification:
        return
    about = "发布以后网站文件是否被改动的核对方法。"
    stamps = [(stamp, site_path(stamp.number)) for stamp in book.timestamps]
    yield Page(
        "verify.md",
        "如何核验",
        "verify",
        shows(
            commands=COMMANDS,
            of_a_record=OF_A_RECORD,
            list=LIST_FILE,
            chain=CHAIN_FILE,
            stamps=stamps,
            of_a_stamp=of_a_stamp(stamps[-1][0].number) if stamps else (),
            stamp_folder=SITE_FOLDER,
        ),
        description=about,
        tags=column("如何核验", about, "如何核验"),
    )

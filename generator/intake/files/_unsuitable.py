"""Unsuitable files: what to tell whoever sent a file of a format that is not read."""

from generator.intake.files._received import OLE, Received

SAVE_AS = "请用 Word、Excel 或 WPS 打开，另存为"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic")
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
BY_STREAM = {
    "EncryptedPackage": "文件有打开密码，读不出里面的内容；请去掉密码再交来",
    "WordDocument": f"这是旧的 Word 或 WPS 文档格式，不能直接读；{SAVE_AS} .docx 再交来",
    "PowerPoint Document": f"这是演示文稿，不是表或报告；{SAVE_AS}表或文档（.xlsx、.docx）再交来",
}
BY_PART = {
    "OFD.xml": "这是 OFD 版式文件，不能读；请交来它的 Word、Excel 原件（.docx、.xlsx）",
    "xl/workbook.bin": f"这是 .xlsb 二进制工作簿，不能直接读；{SAVE_AS} .xlsx 再交来",
    "mimetype": f"这是 OpenDocument 格式，不能直接读；{SAVE_AS} .xlsx 或 .docx 再交来",
    "ppt/presentation.xml": f"这是演示文稿，不是表或报告；{SAVE_AS}表或文档（.xlsx、.docx）再交来",
}
BY_START = {
    PACKED: "这是一个压缩包，不是表或文档；请解开后把里面的文件逐个交来",
    PICTURES: "这是图片，读不出里面的字；请交来 Word、Excel 原件（.docx、.xlsx）",
    (b"{\\rtf",): f"这是 RTF 文档，不能直接读；{SAVE_AS} .docx 再交来",
    (b"<?xml", b"\xef\xbb\xbf<?xml"): f"这是 XML 文件，不能直接读；{SAVE_AS} .xlsx 或 .docx 再交来",
    (b"MIME-Version",): f"这是单个文件的网页，不能直接读；{SAVE_AS} .xlsx 或 .docx 再交来",
}


def why_unsuitable(file: Received) -> str:
    """One sentence: what the file is and what to do."""
    if file.data.startswith(OLE):
        known = next((words for stream, words in BY_STREAM.items() if stream in file.streams), "")
        return known or f"这种旧格式（扩展名“{file.ending}”）不能读；{SAVE_AS} .xlsx 或 .docx 再交来"
    if file.parts:
        known = next((words for part, words in BY_PART.items() if part in file.parts), "")
        return known or "这是一个压缩包，不是表或文档；请解开后把里面的文件逐个交来"
    for starts, words in BY_START.items():
        if file.data.startswith(starts):
            return words
    if file.ending in PICTURE_ENDINGS:
        return BY_START[PICTURES]
    named = f"扩展名是“{file.ending}”" if file.ending else "没有扩展名"
    return f"认不出这是什么文件（{named}）；请交来 .xlsx、.xls 或 .docx 文件"

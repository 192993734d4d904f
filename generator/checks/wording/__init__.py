"""文字：没有多字、错符号、模板提示语和表格软件留下的痕迹。"""

ORDER = 7
NOTABLE = False

"""不宜公开：没有个人信息、敏感用语和附件里的隐藏内容。"""

ORDER = 8
NOTABLE = False

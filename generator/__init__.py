"""绩效公开: data files of evaluated projects in, a public site of 绩效评价结果信息表 out."""

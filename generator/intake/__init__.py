"""Intake (收表): a file that somebody sent becomes the draft of a data file, every value with the place it came from.

`files` open a file of any format as a `Paper`; `kinds` recognise what form it is and read its values; `drafted` writes
them as the text of a data file. Nothing uncertain is taken silently: what took a guess is marked 待核对 beside it.
"""

"""Pages of ours (本站项目网页) that came back as text: their lines, their tables, the values of each section."""

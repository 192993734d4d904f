"""Official forms (官方表样): what stands where on each, written as a workbook or a document."""

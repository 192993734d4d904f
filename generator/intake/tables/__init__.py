"""Tables of forms (表格) read by the labels around their cells, never by fixed addresses, whatever the layout."""

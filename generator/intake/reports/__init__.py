"""Reading reports and information sheets (评价报告、信息表): headings, tables and sentences, and what they say."""

"""The site: the figures and tables of the report as pages that open from disk or any web server.

Its only source is a release (aggregates) and the dbt project; it never sees the working database.
"""

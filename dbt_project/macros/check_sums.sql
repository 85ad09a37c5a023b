{#
    The check that two CTEs `expected` and `found` (columns, and n) have the same rows and the same n. A row that one
    of them lacks counts as 0, so a sum over nothing may be absent.
#}
{% macro check_sums(columns) %}
compared as (
    select
        coalesce(expected.n, 0) as n_expected,
        coalesce(found.n, 0) as n_found
    from expected
    full join found
        on
            {% for column in columns -%}
            {{ 'and ' if not loop.first }}expected.{{ column }} = found.{{ column }}
            {% endfor %}
),

looked_at as (
    select count(*) as n
    from compared
),

offending as (
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from compared
    where n_expected <> n_found
),

{{ check_result() }}
{% endmacro %}

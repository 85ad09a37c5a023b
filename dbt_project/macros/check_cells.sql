{#
    The check of a rule by the figure that it makes, from CTEs `expected` and `found` (schooljaar, part,
    categorie, n, of_n): both have the same rows. `part` is what the figure is split by, or 'alle'.
#}
{% macro check_cells() %}
compared as (
    select coalesce(expected.n = found.n and expected.of_n = found.of_n, false) as is_equal
    from expected
    full join found
        on
            expected.schooljaar = found.schooljaar
            and expected.part = found.part
            and expected.categorie = found.categorie
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
    where not is_equal
),

{{ check_result() }}
{% endmacro %}

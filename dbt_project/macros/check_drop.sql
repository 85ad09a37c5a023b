{#
    The check of one of the rules R03 ... R09, from a CTE `enrolments` (schooljaar, source_line, uitval_regel,
    is_broken): nothing in P_GOAL breaks the rule, and nothing was dropped by it without breaking it. `also`: a CTE of
    further offending rows.
#}
{% macro check_drop(rule, also=none) %}
looked_at as (
    select count(*) as n
    from enrolments
    where uitval_regel is null or uitval_regel = '{{ rule }}'
),

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from enrolments
    where
        (uitval_regel is null and is_broken)
        or (uitval_regel = '{{ rule }}' and not is_broken)
    {%- if also %}
        union all
        select
            dataset,
            period,
            source_line
        from {{ also }}
    {%- endif %}
),

{{ check_result() }}
{% endmacro %}

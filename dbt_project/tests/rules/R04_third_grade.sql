{{ config(meta={'rule': 'R04', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- Form and leerjaar as one code; a group that is gone breaks the rule.
with enrolments as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.uitval_regel,
        coalesce(groepen.onderwijsvorm || groepen.leerjaar, '')
        not in ('BSO5', 'BSO6', 'BSO7', 'TSO5', 'TSO6') as is_broken
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
),

{{ check_drop('R04') }}

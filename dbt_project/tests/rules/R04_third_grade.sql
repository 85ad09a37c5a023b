{{ config(meta={'rule': 'R04', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- Form and leerjaar as one code; a group that is gone breaks the rule. The enrolment has its group's characteristics.
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

described as (
    select
        'inschrijvingen' as dataset,
        chosen.schooljaar as period,
        chosen.source_line
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    where {{ differs('chosen', 'groepen', ['onderwijsvorm', 'leerjaar', 'studiegebied', 'studierichting']) }}
),

{{ check_drop('R04', also='described') }}

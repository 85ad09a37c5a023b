{{ config(meta={'rule': 'R11', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- The group of every enrolment in P_GOAL, from form, leerjaar and the group's flag.
with groups as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.stageverplichting,
        case
            when groepen.onderwijsvorm || groepen.leerjaar in ('BSO6', 'BSO7') then 'met'
            when groepen.onderwijsvorm || groepen.leerjaar <> 'TSO6' then null
            when groepen.has_stageverplichting then 'met'
            else 'zonder'
        end as expected
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    where chosen.is_p_goal
),

looked_at as (
    select count(*) as n
    from groups
),

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from groups
    where stageverplichting is distinct from expected
),

{{ check_result() }}

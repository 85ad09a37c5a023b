{{ config(meta={'rule': 'R11', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- The group of every enrolment in P_GOAL, and whether it is in P_OBL, from form, leerjaar and the group's flag. txt_005
-- counts the groups of TSO 6.
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
        end as stated,
        chosen.is_p_obl,
        groepen.leerjaar in ('6', '7') and groepen.has_stageverplichting as is_obliged
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    where chosen.is_p_goal
),

group_numbers as (
    select distinct
        chosen.schooljaar,
        chosen.administratieve_groep,
        case when groepen.has_stageverplichting then 'groepen met stageverplichting' end as categorie,
        1 as n
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    where chosen.is_p_stage and groepen.onderwijsvorm || groepen.leerjaar = 'TSO6'
),

expected as (
    {{
        figure(
            'txt_005', ['schooljaar'], ['groepen met stageverplichting'], source='group_numbers',
            fixed={'onderwijsvorm': 'TSO', 'leerjaar': '6'}
        )
    }}
),

found as (
    {{ figures_found(['txt_005']) }}
),

{{ compare_figures() }},

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
    where stageverplichting is distinct from stated or is_p_obl is distinct from is_obliged
    union all
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from {{ ref('count_day_enrolments') }}
    where is_p_obl and not is_p_goal
    union all
    select
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}

{{ config(meta={'rule': 'R09', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- Read from the group again; P_STAGE is P_GOAL with those that only this rule drops. The mart and txt_018 count them.
with enrolments as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.uitval_regel,
        coalesce(groepen.is_naamloos, true) as is_broken
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
),

persons as (
    select
        chosen.schooljaar,
        chosen.onderwijsvorm,
        chosen.leerjaar,
        chosen.studiegebied,
        case when groepen.is_naamloos then 'naamloos' else 'andere' end as categorie,
        count(*) as n
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    where chosen.is_p_stage
    group by all
),

expected as (
    {{
        mart_rows(
            'internship_registration',
            ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', "categorie = 'naamloos'"]
        )
    }}
    union all
    {{
        figure(
            'txt_018', ['schooljaar'], ['naamloos', 'andere'], where="onderwijsvorm || leerjaar = 'BSO7'",
            fixed={'onderwijsvorm': 'BSO', 'leerjaar': '7'}
        )
    }}
),

found as (
    {{
        mart_rows(
            'internship_registration', ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'is_naamloos'],
            source=ref('internship_registration'), n='n_leerlingen'
        )
    }}
    union all
    {{ figures_found(['txt_018']) }}
),

{{ compare_figures() }},

counted as (
    select
        dataset,
        period,
        source_line
    from wrong_figures
    union all
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from {{ ref('count_day_enrolments') }}
    where
        is_p_goal <> (uitval_regel is null)
        or is_p_stage <> (coalesce(uitval_regel, 'R09') = 'R09')
),

{{ check_drop('R09', also='counted') }}

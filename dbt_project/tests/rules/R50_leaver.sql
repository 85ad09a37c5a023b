{{ config(meta={'rule': 'R50', 'dagster': {'ref': {'name': 'leavers'}}}) }}

-- Leavers are the P_GOAL enrolments of leerjaar 6 and 7, of any year but the newest, after which the same pupil has
-- no other but in Se-n-Se; a pupil leaves once, with the characteristics of that enrolment and a number of its own.
with enrolments as (
    select
        chosen.leerling_id,
        chosen.schooljaar,
        chosen.source_line,
        chosen.is_p_goal and groepen.leerjaar in ('6', '7') as is_goal,
        coalesce(groepen.is_se_n_se, false) as is_se_n_se
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
),

newest as (
    select max(period) as schooljaar
    from {{ ref('stg_intake__active_files') }}
    where dataset = 'inschrijvingen'
),

expected as (
    select
        earlier.schooljaar,
        earlier.source_line
    from enrolments as earlier
    anti join enrolments as later
        on
            earlier.leerling_id = later.leerling_id
            and earlier.schooljaar < later.schooljaar
            and not later.is_se_n_se
    inner join newest on earlier.schooljaar < newest.schooljaar
    where earlier.is_goal
),

looked_at as (
    select count(*) as n
    from {{ ref('count_day_enrolments') }}
),

offending as (
    select
        'inschrijvingen' as dataset,
        coalesce(leavers.schooljaar, expected.schooljaar) as period,
        coalesce(leavers.source_line, expected.source_line) as source_line
    from expected
    full join {{ ref('leavers') }} as leavers
        on expected.schooljaar = leavers.schooljaar and expected.source_line = leavers.source_line
    where leavers.source_line is null or expected.source_line is null
    union all
    select
        'inschrijvingen' as dataset,
        leavers.schooljaar as period,
        leavers.source_line
    from {{ ref('leavers') }} as leavers
    inner join {{ ref('count_day_enrolments') }} as chosen
        on leavers.schooljaar = chosen.schooljaar and leavers.source_line = chosen.source_line
    where
        {{
            differs('leavers', 'chosen', [
                'leerling_id', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'studierichting', 'stageverplichting'
            ])
        }}
    union all
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from {{ ref('leavers') }}
    group by leaver_nr
    having count(*) > 1
),

{{ check_result() }}

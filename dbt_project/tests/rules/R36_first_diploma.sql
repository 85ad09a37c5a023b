{{ config(meta={'rule': 'R36', 'dagster': {'ref': {'name': 'first_diplomas'}}}) }}

{%- set described = [
    'chosen.leerling_id', 'chosen.onderwijsvorm', 'chosen.leerjaar', 'chosen.studiegebied', 'chosen.stageverplichting'
] %}

-- Every diploma of a pupil in P_GOAL (TSO 6, BSO 7) or P_DUAL_GOAL (BSO 7) that school year is a first one, unless the
-- same pupil has an earlier one; and there are no other first ones. They have the characteristics of the enrolment.
with diplomas as (
    select
        leerling_id,
        schooljaar
    from {{ ref('stg_agodi__kwalificaties') }}
    where studiebewijs = 'DIPLOMA_SO'
),

expected as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.is_p_dual_goal,
        {{ place_with_nulls(described) }} as description
    from {{ ref('count_day_enrolments') }} as chosen
    semi join diplomas on chosen.leerling_id = diplomas.leerling_id and chosen.schooljaar = diplomas.schooljaar
    anti join diplomas as earlier
        on chosen.leerling_id = earlier.leerling_id and chosen.schooljaar > earlier.schooljaar
    where
        (chosen.is_p_goal and chosen.onderwijsvorm = 'TSO' and chosen.leerjaar = '6')
        or (chosen.is_p_goal and chosen.onderwijsvorm = 'BSO' and chosen.leerjaar = '7')
        or (chosen.is_p_dual_goal and chosen.leerjaar = '7')
),

compared as (
    select
        coalesce(expected.schooljaar, found.schooljaar) as schooljaar,
        coalesce(expected.source_line, found.source_line) as source_line,
        coalesce(
            expected.is_p_dual_goal = found.is_duaal
            and expected.description = {{ place_with_nulls(described) | replace('chosen.', 'found.') }}, false
        ) as is_equal
    from expected
    full join {{ ref('first_diplomas') }} as found
        on expected.schooljaar = found.schooljaar and expected.source_line = found.source_line
),

looked_at as (
    select count(*) as n
    from compared
),

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from compared
    where not is_equal
),

{{ check_result() }}

{{ config(meta={'rule': 'R30', 'dagster': {'ref': {'name': 'first_enrolments'}}}) }}

-- Every enrolment of P_GOAL in leerjaar 6 or 7 is held against the one that counts; the first ones, dual or not, have
-- the characteristics of their enrolment.
with {{ check_first('is_p_goal', 'false') }},

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from wrong
    union all
    select
        'inschrijvingen' as dataset,
        firsts.schooljaar as period,
        firsts.source_line
    from {{ ref('first_enrolments') }} as firsts
    inner join {{ ref('count_day_enrolments') }} as chosen
        on firsts.schooljaar = chosen.schooljaar and firsts.source_line = chosen.source_line
    where
        {{
            differs('firsts', 'chosen', [
                'leerling_id', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting'
            ])
        }}
),

{{ check_result() }}

{{ config(meta={'rule': 'R30', 'dagster': {'ref': {'name': 'first_enrolments'}}}) }}

-- Every enrolment of P_GOAL in leerjaar 6 or 7 is held against the one that counts.
with {{ check_first('is_p_goal', 'false') }},

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from wrong
),

{{ check_result() }}

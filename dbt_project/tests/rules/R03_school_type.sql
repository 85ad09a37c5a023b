{{ config(meta={'rule': 'R03', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- The provider is read from the accepted enrolment itself, not from the institution; and whatever else the enrolment
-- says is what was delivered.
with enrolments as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.uitval_regel,
        accepted.aanbieder <> 'VOLTIJDS' as is_broken
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__inschrijvingen') }} as accepted
        on chosen.schooljaar = accepted.schooljaar and chosen.source_line = accepted.source_line
),

copied as (
    select
        'inschrijvingen' as dataset,
        chosen.schooljaar as period,
        chosen.source_line
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__inschrijvingen') }} as accepted
        on chosen.schooljaar = accepted.schooljaar and chosen.source_line = accepted.source_line
    where
        {{
            differs('chosen', 'accepted', [
                'leerling_id', 'aanbieder', 'instellingsnummer', 'administratieve_groep', 'stelsel'
            ])
        }}
),

{{ check_drop('R03', also='copied') }}

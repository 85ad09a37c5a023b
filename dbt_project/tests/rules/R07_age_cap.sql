{{ config(meta={'rule': 'R07', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- No age is computed: young enough means born after a day, dates compared as text.
with enrolments as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.uitval_regel,
        coalesce(
            cast(leerlingen.geboortedatum as string) <= cast(
                cast(substr(chosen.schooljaar, 6, 4) as int)
                - case
                    when groepen.leerjaar = '7' then {{ var('leeftijd_hoogstens_leerjaar_7') }} + 1
                    else {{ var('leeftijd_onder_leerjaar_5_6') }}
                end as string
            ) || '-{{ var("teldag") }}', true
        ) as is_broken
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    left join {{ ref('stg_agodi__leerlingen') }} as leerlingen
        on chosen.leerling_id = leerlingen.leerling_id and chosen.schooljaar = leerlingen.schooljaar
    where chosen.uitval_regel is null or chosen.uitval_regel = 'R07'
),

{{ check_drop('R07') }}

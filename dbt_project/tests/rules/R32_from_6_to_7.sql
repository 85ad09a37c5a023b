{{ config(meta={'rule': 'R32', 'dagster': {'ref': {'name': 'qualification'}}}) }}

-- The mart has, per school year, dual or not, as many in each destination as the enrolments one year later say, and
-- nobody of a school year after which none is delivered.
with base as (
    select
        leerling_id,
        schooljaar,
        is_duaal,
        cast(substr(schooljaar, 6, 4) as int) as next_year
    from {{ ref('first_enrolments') }}
    where has_studiebewijs and onderwijsvorm || leerjaar = 'BSO6'
),

sevenths as (
    select
        chosen.leerling_id,
        cast(substr(chosen.schooljaar, 1, 4) as int) as jaar,
        groepen.is_duaal
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    where
        groepen.onderwijsvorm || groepen.leerjaar = 'BSO7'
        and chosen.aanbieder = 'VOLTIJDS'
        and not groepen.is_naamloos
),

expected as (
    select
        base.schooljaar,
        case when base.is_duaal then 'ja' else 'nee' end as part,
        case when sevenths.is_duaal then 'duaal' when not sevenths.is_duaal then 'niet duaal' else 'geen' end
            as categorie,
        count(*) as n,
        0 as of_n
    from base
    semi join {{ ref('stg_intake__active_files') }} as files
        on files.dataset = 'inschrijvingen' and substr(files.period, 1, 4) = cast(base.next_year as string)
    left join sevenths on base.leerling_id = sevenths.leerling_id and base.next_year = sevenths.jaar
    group by all
),

found as (
    select
        schooljaar,
        duaal as part,
        zevende_jaar as categorie,
        sum(n_leerlingen) as n,
        0 as of_n
    from {{ ref('qualification') }}
    where zevende_jaar is not null
    group by schooljaar, duaal, zevende_jaar
),

{{ check_cells() }}

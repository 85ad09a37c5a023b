{{ config(meta={'rule': 'R32', 'dagster': {'ref': {'name': 'qualification'}}}) }}

-- The mart, fig_12 and fig_15 have as many in each destination as the enrolments one year later say, and nobody of a
-- school year after which none is delivered.
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
        and chosen.stelsel = 'LINEAIR'
        and chosen.leeftijd <= {{ var('leeftijd_hoogstens_leerjaar_7') }}
        and not (groepen.is_naamloos or groepen.is_se_n_se or groepen.is_aanloopfase)
),

passed as (
    select
        base.leerling_id,
        base.schooljaar,
        base.is_duaal,
        files.period as vervolg_schooljaar,
        case when sevenths.is_duaal then 'duaal' when not sevenths.is_duaal then 'niet duaal' else 'geen' end
            as zevende_jaar
    from base
    inner join {{ ref('stg_intake__active_files') }} as files
        on files.dataset = 'inschrijvingen' and substr(files.period, 1, 4) = cast(base.next_year as string)
    left join sevenths on base.leerling_id = sevenths.leerling_id and base.next_year = sevenths.jaar
),

persons as (
    select
        passed.schooljaar,
        passed.vervolg_schooljaar,
        chosen.studiegebied,
        chosen.stageverplichting,
        case when passed.is_duaal then 'ja' else 'nee' end as duaal,
        passed.zevende_jaar,
        case when passed.zevende_jaar = 'geen' then 'geen' else 'doorgestroomd naar 7' end as categorie,
        count(*) as n
    from passed
    inner join {{ ref('count_day_enrolments') }} as chosen
        on passed.leerling_id = chosen.leerling_id and passed.schooljaar = chosen.schooljaar
    group by all
),

sevenths_of_dual as (
    -- who passed on is in the total too
    select
        vervolg_schooljaar as schooljaar,
        n,
        zevende_jaar,
        case when zevende_jaar <> 'geen' then 'totaal' end as categorie
    from persons
    where duaal = 'ja'
),

expected as (
    {{
        mart_rows(
            'qualification',
            ['schooljaar', "'BSO'", "'6'", 'studiegebied', 'stageverplichting', 'duaal', 'vervolg_schooljaar', 'zevende_jaar']
        )
    }}
    union all
    {{
        figure(
            'fig_12', ['schooljaar'], ['doorgestroomd naar 7'], fixed={'onderwijsvorm': 'BSO', 'leerjaar': '6'},
            where="duaal = 'nee'"
        )
    }}
    union all
    {{
        figure(
            'fig_12', ['schooljaar', 'studiegebied'], ['doorgestroomd naar 7'],
            fixed={'onderwijsvorm': 'BSO', 'leerjaar': '6'}, where="duaal = 'nee' and " ~ in_three_areas()
        )
    }}
    union all
    {{
        figure(
            'fig_15', ['schooljaar'], ['duaal', 'niet duaal'], source='sevenths_of_dual', categorie='zevende_jaar',
            fixed={'onderwijsvorm': 'BSO', 'leerjaar': '7', 'duaal': 'ja'}
        )
    }}
    union all
    {{
        figure(
            'fig_15', ['schooljaar'], ['totaal'], source='sevenths_of_dual',
            fixed={'onderwijsvorm': 'BSO', 'leerjaar': '7', 'duaal': 'ja'}
        )
    }}
),

found as (
    {{
        mart_rows(
            'qualification',
            [
                'schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'duaal',
                'vervolg_schooljaar', 'zevende_jaar'
            ],
            source=ref('qualification'), n='n_leerlingen', where='zevende_jaar is not null'
        )
    }}
    union all
    {{ figures_found(['fig_12', 'fig_15']) }}
),

{{ check_figures() }}

{{ config(meta={'rule': 'R37', 'dagster': {'ref': {'name': 'cells'}}}) }}

{%- set columns = ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'duaal'] %}

-- The mart and tab_2 have as many as the enrolments and the certificates of the next school year say, and no cell where
-- those are not delivered.
with sense as (
    select
        chosen.leerling_id,
        cast(substr(chosen.schooljaar, 1, 4) as int) as jaar,
        count(kwalificaties.leerling_id) > 0 as is_certified
    from {{ ref('count_day_enrolments') }} as chosen
    inner join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    left join {{ ref('stg_agodi__kwalificaties') }} as kwalificaties
        on
            chosen.leerling_id = kwalificaties.leerling_id
            and chosen.schooljaar = kwalificaties.schooljaar
            and kwalificaties.studiebewijs = 'CERTIFICAAT_SENSE'
    where groepen.is_se_n_se and groepen.onderwijsvorm = 'TSO'
    group by chosen.leerling_id, chosen.schooljaar
),

delivered as (
    select
        cast(substr(period, 1, 4) as int) as jaar,
        count_if(dataset = 'kwalificaties') > 0 as has_kwalificaties
    from {{ ref('stg_intake__active_files') }}
    where dataset in ('inschrijvingen', 'kwalificaties')
    group by substr(period, 1, 4)
    having count_if(dataset = 'inschrijvingen') > 0
),

followed as (
    select
        firsts.schooljaar,
        firsts.onderwijsvorm,
        firsts.leerjaar,
        firsts.studiegebied,
        firsts.stageverplichting,
        case when firsts.is_duaal then 'ja' else 'nee' end as duaal,
        case when delivered.jaar is not null then sense.leerling_id is not null end as is_passed,
        case when delivered.has_kwalificaties then sense.is_certified end as is_certified,
        count(*) as n
    from {{ ref('first_diplomas') }} as firsts
    left join delivered on cast(substr(firsts.schooljaar, 6, 4) as int) = delivered.jaar
    left join sense
        on firsts.leerling_id = sense.leerling_id and cast(substr(firsts.schooljaar, 6, 4) as int) = sense.jaar
    group by all
),

expected as (
    {{ mart_rows('se_n_se', columns + ['is_passed', 'is_certified'], source='followed') }}
    {%- for areas in [[], ['studiegebied']] %}
        {%- set where = "is_passed is not null" ~ (" and duaal = 'nee' and " ~ in_three_areas() if areas else '') %}
        union all
        {{
            figure(
                'tab_2', ['schooljaar', 'onderwijsvorm', 'duaal'] + areas, ['doorstroom Se-n-Se'], source='followed',
                categorie="case when is_passed then 'doorstroom Se-n-Se' end", where=where
            )
        }}
        union all
        {{
            figure(
                'tab_2', ['schooljaar', 'onderwijsvorm', 'duaal'] + areas, ['studiebewijs Se-n-Se'], source='followed',
                categorie="case when is_certified then 'studiebewijs Se-n-Se' end",
                where=where ~ ' and is_certified is not null'
            )
        }}
    {%- endfor %}
),

found as (
    {{
        mart_rows(
            'se_n_se', columns + ['is_in_se_n_se', 'has_certificaat_sense'], source=ref('se_n_se'), n='n_leerlingen'
        )
    }}
    union all
    {{ figures_found(['tab_2']) }}
),

{{ check_figures() }}

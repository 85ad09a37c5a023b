{{ config(meta={'rule': 'R37', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- tab_2 over all study areas, dual and not, form by form together: as many as the enrolments and the certificates of
-- the next school year say, and no cell where those are not delivered.
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
        delivered.has_kwalificaties,
        count(*) as n_firsts,
        count(sense.leerling_id) as n_passed,
        sum(case when sense.is_certified then 1 else 0 end) as n_certified
    from {{ ref('first_diplomas') }} as firsts
    inner join delivered on cast(substr(firsts.schooljaar, 6, 4) as int) = delivered.jaar
    left join sense
        on firsts.leerling_id = sense.leerling_id and cast(substr(firsts.schooljaar, 6, 4) as int) = sense.jaar
    group by firsts.schooljaar, delivered.has_kwalificaties
),

expected as (
    select
        schooljaar,
        'alle' as part,
        'doorstroom Se-n-Se' as categorie,
        n_passed as n,
        n_firsts as of_n
    from followed
    union all
    select
        schooljaar,
        'alle' as part,
        'studiebewijs Se-n-Se' as categorie,
        n_certified as n,
        n_passed as of_n
    from followed
    where has_kwalificaties and n_passed > 0
),

found as (
    select
        schooljaar,
        kwartaal as part,
        categorie,
        sum(aantal) as n,
        sum(noemer) as of_n
    from {{ ref('cells') }}
    where publicatie = 'tab_2' and studiegebied = 'alle'
    group by schooljaar, kwartaal, categorie
),

{{ check_cells() }}

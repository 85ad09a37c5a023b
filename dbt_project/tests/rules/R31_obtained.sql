{{ config(meta={'rule': 'R31', 'dagster': {'ref': {'name': 'first_enrolments'}}}) }}

-- What each first enrolment led to, certificate by certificate; unknown exactly where none are delivered.
with certificates as (
    select
        firsts.schooljaar,
        firsts.source_line,
        bool_or(kwalificaties.studiebewijs = 'DIPLOMA_SO') as has_diploma,
        bool_or(kwalificaties.studiebewijs = 'STUDIEGETUIGSCHRIFT_6') as has_6,
        bool_or(kwalificaties.studiebewijs = 'STUDIEGETUIGSCHRIFT_7') as has_7
    from {{ ref('first_enrolments') }} as firsts
    inner join {{ ref('stg_agodi__kwalificaties') }} as kwalificaties
        on firsts.leerling_id = kwalificaties.leerling_id and firsts.schooljaar = kwalificaties.schooljaar
    group by firsts.schooljaar, firsts.source_line
),

judged as (
    select
        firsts.schooljaar,
        firsts.source_line,
        firsts.has_studiebewijs,
        case
            when files.period is null then null
            when firsts.onderwijsvorm = 'TSO' then coalesce(certificates.has_diploma, false)
            when firsts.leerjaar = '6' then coalesce(certificates.has_6, false)
            else coalesce(certificates.has_diploma or certificates.has_7, false)
        end as is_expected
    from {{ ref('first_enrolments') }} as firsts
    left join {{ ref('stg_intake__active_files') }} as files
        on firsts.schooljaar = files.period and files.dataset = 'kwalificaties'
    left join certificates
        on firsts.schooljaar = certificates.schooljaar and firsts.source_line = certificates.source_line
),

looked_at as (
    select count(*) as n
    from judged
),

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from judged
    where has_studiebewijs is distinct from is_expected
),

{{ check_result() }}

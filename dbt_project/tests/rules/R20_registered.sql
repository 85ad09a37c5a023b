{{ config(meta={'rule': 'R20', 'dagster': {'ref': {'name': 'cells'}}}) }}

-- Row by row: whoever has a filing, or a W-code with half days, has a volume in that system, and nobody else has.
-- And fig_01 counts them, among all of P_STAGE, in the years that are delivered and in no other.
with years as (
    select school_years.schooljaar
    from {{ ref('school_years') }} as school_years
    inner join {{ ref('stg_intake__active_files') }} as filings
        on school_years.schooljaar = filings.period and filings.dataset = 'zending_stage'
    inner join {{ ref('stg_intake__active_files') }} as w_codes
        on school_years.schooljaar = w_codes.period and w_codes.dataset = 'w_codes'
    where school_years.schooljaar <= '{{ var("stage_laatste_schooljaar") }}'
),

filings as (
    select accepted.*
    from {{ ref('stg_agodi__zending_stage') }} as accepted
    semi join years on accepted.schooljaar = years.schooljaar
),

w_codes as (
    select accepted.*
    from {{ ref('stg_agodi__w_codes') }} as accepted
    semi join years on accepted.schooljaar = years.schooljaar
    where accepted.halve_dagen <> 0
),

interns as (
    select
        schooljaar,
        onderwijsvorm,
        count(coalesce(zending_halve_dagen, w_code_halve_dagen)) as aantal
    from {{ ref('internship_pupils') }}
    group by schooljaar, onderwijsvorm
),

expected as (
    select
        chosen.schooljaar,
        chosen.onderwijsvorm,
        max(interns.aantal) as aantal,
        count(*) as noemer
    from {{ ref('count_day_enrolments') }} as chosen
    semi join years on chosen.schooljaar = years.schooljaar
    left join interns on chosen.schooljaar = interns.schooljaar and chosen.onderwijsvorm = interns.onderwijsvorm
    where chosen.is_p_stage
    group by chosen.schooljaar, chosen.onderwijsvorm
),

looked_at as (
    select count(*) as n
    from {{ ref('internship_pupils') }}
),

offending as (
    select
        'zending_stage' as dataset,
        filings.schooljaar as period,
        filings.source_line
    from filings
    inner join {{ ref('internship_pupils') }} as pupils
        on filings.leerling_id = pupils.leerling_id and filings.schooljaar = pupils.schooljaar
    where pupils.zending_halve_dagen is null
    union all
    select
        'w_codes' as dataset,
        w_codes.schooljaar as period,
        w_codes.source_line
    from w_codes
    inner join {{ ref('internship_pupils') }} as pupils
        on w_codes.leerling_id = pupils.leerling_id and w_codes.schooljaar = pupils.schooljaar
    where pupils.w_code_halve_dagen is null
    union all
    select
        'inschrijvingen' as dataset,
        pupils.schooljaar as period,
        pupils.source_line
    from {{ ref('internship_pupils') }} as pupils
    anti join filings on pupils.leerling_id = filings.leerling_id and pupils.schooljaar = filings.schooljaar
    where pupils.zending_halve_dagen is not null
    union all
    select
        'inschrijvingen' as dataset,
        pupils.schooljaar as period,
        pupils.source_line
    from {{ ref('internship_pupils') }} as pupils
    anti join w_codes on pupils.leerling_id = w_codes.leerling_id and pupils.schooljaar = w_codes.schooljaar
    where pupils.w_code_halve_dagen is not null
    union all
    select
        cast(null as string) as dataset,
        cast(null as string) as period,
        cast(null as bigint) as source_line
    from expected
    full join (
        select *
        from {{ ref('cells') }}
        where publicatie = 'fig_01' and categorie = 'met stageregistratie'
    ) as printed
        on expected.schooljaar = printed.schooljaar and expected.onderwijsvorm = printed.onderwijsvorm
    where expected.aantal is distinct from printed.aantal or expected.noemer is distinct from printed.noemer
),

{{ check_result() }}

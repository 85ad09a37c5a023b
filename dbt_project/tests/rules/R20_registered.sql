{{ config(meta={'rule': 'R20', 'dagster': {'ref': {'name': 'cells'}}}) }}

{%- set columns = ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting'] %}

-- Row by row: whoever has a filing, or a W-code with half days, has a volume in that system, and nobody else has.
-- And the mart and the figures count them, among all of P_STAGE, in the years that are delivered and in no other.
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

pupils as (
    -- every pupil of P_STAGE, with the characteristics of the enrolment itself; null in years without registration
    select
        chosen.schooljaar,
        chosen.onderwijsvorm,
        chosen.leerjaar,
        chosen.studiegebied,
        chosen.stageverplichting,
        chosen.instellingsnummer,
        chosen.is_p_obl,
        case
            when years.schooljaar is null then null
            when coalesce(volumes.zending_halve_dagen, volumes.w_code_halve_dagen) is null
                then 'zonder stageregistratie'
            else 'met stageregistratie'
        end as categorie
    from {{ ref('count_day_enrolments') }} as chosen
    left join years on chosen.schooljaar = years.schooljaar
    left join {{ ref('internship_pupils') }} as volumes
        on chosen.schooljaar = volumes.schooljaar and chosen.source_line = volumes.source_line
    where chosen.is_p_stage
),

counted as (
    select
        schooljaar,
        onderwijsvorm,
        leerjaar,
        studiegebied,
        stageverplichting,
        is_p_obl,
        categorie,
        case when categorie = 'zonder stageregistratie' then 'geen stageregistratie' end as missing,
        count(*) as n
    from pupils
    group by all
),

persons as (
    select
        *,
        sum(case when categorie = 'met stageregistratie' then n end) over (
            partition by schooljaar, studiegebied
        ) as n_interns_in_area
    from counted
),

filing_institutions as (
    select distinct
        schooljaar,
        instellingsnummer
    from filings
),

institutions as (
    select distinct
        pupils.schooljaar,
        pupils.instellingsnummer,
        case when filing_institutions.schooljaar is not null then 'instellingen met zending' end as categorie,
        1 as n
    from pupils
    left join filing_institutions
        on
            pupils.schooljaar = filing_institutions.schooljaar
            and pupils.instellingsnummer = filing_institutions.instellingsnummer
    where pupils.categorie is not null
),

expected as (
    {{ mart_rows('internship_registration', columns + ["categorie = 'met stageregistratie'"]) }}
    {%- for publicatie, split in [
        ('fig_01', ['schooljaar', 'onderwijsvorm']), ('fig_02', ['schooljaar', 'onderwijsvorm', 'leerjaar'])
    ] %}
        union all
        {{
            figure(
                publicatie, split, ['met stageregistratie', 'zonder stageregistratie'], where='categorie is not null'
            )
        }}
    {%- endfor %}
    {%- for split in [['schooljaar', 'onderwijsvorm', 'studiegebied'], ['schooljaar', 'studiegebied']] %}
        union all
        {{
            figure(
                'fig_03', split, ['met stageregistratie'], where='categorie is not null and n_interns_in_area > 100',
                having="count_if(categorie = 'met stageregistratie') > 0"
            )
        }}
    {%- endfor %}
    union all
    {{
        figure(
            'txt_030', ['schooljaar', 'onderwijsvorm', 'leerjaar'], ['geen stageregistratie'], categorie='missing',
            where='is_p_obl and categorie is not null'
        )
    }}
    union all
    {{ figure('txt_006', ['schooljaar'], ['instellingen met zending'], source='institutions') }}
),

found as (
    {{
        mart_rows(
            'internship_registration', columns + ["stageregistratie <> 'geen'"], source=ref('internship_registration'),
            n='n_leerlingen'
        )
    }}
    union all
    {{ figures_found(['fig_01', 'fig_02', 'fig_03', 'txt_006', 'txt_030']) }}
),

{{ compare_figures() }},

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
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}

{{ config(meta={'rule': 'R31', 'dagster': {'ref': {'name': 'first_enrolments'}}}) }}

{%- set columns = ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting'] %}
{%- set categories = ['studiebewijs behaald'] %}

-- What each first enrolment led to, certificate by certificate; unknown exactly where none are delivered. And the mart,
-- fig_11 and fig_13 count that, txt_002 those of P_OBL.
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
        firsts.onderwijsvorm,
        firsts.leerjaar,
        firsts.studiegebied,
        firsts.stageverplichting,
        firsts.is_duaal,
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

persons as (
    select
        schooljaar,
        onderwijsvorm,
        leerjaar,
        studiegebied,
        stageverplichting,
        case when is_duaal then 'ja' else 'nee' end as duaal,
        case when is_expected then 'studiebewijs behaald' when not is_expected then 'geen' end as categorie,
        count(*) as n
    from judged
    group by all
),

obliged as (
    -- P_OBL with the certificate of the same year; the group is gone for nobody in it
    select
        pupils.leerling_id,
        pupils.schooljaar,
        case
            when coalesce(pupils.zending_halve_dagen, pupils.w_code_halve_dagen) is null then 'geen stageregistratie'
        end as categorie,
        1 as n
    from {{ ref('internship_pupils') }} as pupils
    semi join {{ ref('internship_years') }} as years on pupils.schooljaar = years.schooljaar
    semi join {{ ref('stg_agodi__kwalificaties') }} as kwalificaties
        on
            pupils.leerling_id = kwalificaties.leerling_id
            and pupils.schooljaar = kwalificaties.schooljaar
            and case
                when pupils.onderwijsvorm = 'TSO' or kwalificaties.studiebewijs = 'DIPLOMA_SO'
                    then kwalificaties.studiebewijs = 'DIPLOMA_SO' and pupils.onderwijsvorm || pupils.leerjaar <> 'BSO6'
                else kwalificaties.studiebewijs = 'STUDIEGETUIGSCHRIFT_' || pupils.leerjaar
            end
    where pupils.is_p_obl
),

expected as (
    {{ mart_rows('qualification', columns + ['duaal', "categorie = 'studiebewijs behaald'"]) }}
    union all
    {{
        figure(
            'fig_11', ['schooljaar', 'onderwijsvorm', 'leerjaar', 'stageverplichting'], categories,
            where="duaal = 'nee' and leerjaar = '6' and categorie is not null"
        )
    }}
    union all
    {{
        figure(
            'fig_13', ['schooljaar'], categories, fixed={'onderwijsvorm': 'BSO', 'leerjaar': '7'},
            where="duaal = 'nee' and leerjaar = '7' and categorie is not null"
        )
    }}
    union all
    {{
        figure(
            'fig_13', ['schooljaar', 'studiegebied'], categories, fixed={'onderwijsvorm': 'BSO', 'leerjaar': '7'},
            where="duaal = 'nee' and leerjaar = '7' and categorie is not null and " ~ in_three_areas()
        )
    }}
    union all
    {{ figure('txt_002', ['schooljaar'], ['geen stageregistratie'], source='obliged') }}
),

found as (
    {{
        mart_rows(
            'qualification', columns + ['duaal', 'has_studiebewijs'], source=ref('qualification'), n='n_leerlingen'
        )
    }}
    union all
    {{ figures_found(['fig_11', 'fig_13', 'txt_002']) }}
),

{{ compare_figures() }},

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
    union all
    select
        dataset,
        period,
        source_line
    from wrong_figures
),

{{ check_result() }}

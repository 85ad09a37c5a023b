{{ config(meta={'rule': 'R21', 'dagster': {'ref': {'name': 'cells'}}}) }}

{%- set columns = [
    'schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'is_naamloos', 'is_p_obl'
] %}

-- Weights 2 for a volume in zending and 1 for one in the W-codes, added up, say in which systems a pupil is registered:
-- the mart, fig_09, fig_10 and txt_001 count that.
with weighed as (
    select
        chosen.schooljaar,
        chosen.onderwijsvorm,
        chosen.leerjaar,
        chosen.studiegebied,
        chosen.stageverplichting,
        chosen.is_p_obl,
        coalesce(chosen.uitval_regel = 'R09', false) as is_naamloos,
        case when years.schooljaar is not null then 0 end
        + case when volumes.zending_halve_dagen is null then 0 else 2 end
        + case when volumes.w_code_halve_dagen is null then 0 else 1 end as systems,
        count(*) as n
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('internship_years') }} as years on chosen.schooljaar = years.schooljaar
    left join {{ ref('internship_pupils') }} as volumes
        on chosen.schooljaar = volumes.schooljaar and chosen.source_line = volumes.source_line
    where chosen.is_p_stage
    group by all
),

persons as (
    select
        *,
        case systems when 3 then 'beide' when 2 then 'alleen zending' when 1 then 'alleen W-code' when 0 then 'geen' end
            as categorie
    from weighed
),

expected as (
    {{ mart_rows('internship_registration', columns + ['categorie']) }}
    union all
    {{ figure('fig_09', ['schooljaar'], ['beide', 'alleen zending', 'alleen W-code'], where='systems > 0') }}
    union all
    {{
        figure(
            'fig_10', ['schooljaar'], ['beide', 'alleen zending', 'alleen W-code', 'geen'],
            where='is_p_obl and systems >= 0'
        )
    }}
    union all
    {{ figure('txt_001', ['schooljaar'], ['geen'], where='is_p_obl and systems >= 0') }}
),

found as (
    {{
        mart_rows(
            'internship_registration', columns + ['stageregistratie'], source=ref('internship_registration'),
            n='n_leerlingen'
        )
    }}
    union all
    {{ figures_found(['fig_09', 'fig_10', 'txt_001']) }}
),

{{ check_figures() }}

{{ config(severity='error', meta={'dagster': {'ref': {'name': 'leavers_by_stageregistratie'}}}) }}

{%- set columns = ['schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting'] %}

-- Outcomes with and without a registered internship, from the volumes of the pupils and their own enrolments and
-- quarters: the two marts, ext_02 and ext_03.
with registered as (
    select
        pupils.schooljaar,
        pupils.source_line,
        coalesce(pupils.zending_halve_dagen, pupils.w_code_halve_dagen) is not null as is_registered
    from {{ ref('internship_pupils') }} as pupils
    semi join {{ ref('internship_years') }} as years on pupils.schooljaar = years.schooljaar
),

enrolled as (
    select
        firsts.schooljaar,
        firsts.onderwijsvorm,
        firsts.leerjaar,
        firsts.studiegebied,
        firsts.stageverplichting,
        registered.is_registered,
        firsts.has_studiebewijs,
        case when registered.is_registered then 'met' else 'zonder' end
        || ' stageregistratie: studiebewijs behaald' as side,
        count(*) as n
    from {{ ref('first_enrolments') }} as firsts
    inner join registered on firsts.schooljaar = registered.schooljaar and firsts.source_line = registered.source_line
    where not firsts.is_duaal
    group by all
),

left_school as (
    select
        leavers.schooljaar,
        leavers.onderwijsvorm,
        leavers.leerjaar,
        leavers.studiegebied,
        leavers.stageverplichting,
        registered.is_registered,
        case when registered.is_registered then 'met: ' else 'zonder: ' end as side,
        entries.start_kwartaal,
        max(case when quarters.kwartaal = 8 then quarters.arbeidsmarktstatus end) as status_k8,
        count(distinct leavers.leaver_nr) as n
    from {{ ref('leavers') }} as leavers
    inner join registered
        on leavers.schooljaar = registered.schooljaar and leavers.source_line = registered.source_line
    inner join {{ ref('labour_market_entries') }} as entries on leavers.leaver_nr = entries.leaver_nr
    inner join {{ ref('leaver_quarters') }} as quarters on leavers.leaver_nr = quarters.leaver_nr
    group by
        leavers.leaver_nr, leavers.schooljaar, leavers.onderwijsvorm, leavers.leerjaar, leavers.studiegebied,
        leavers.stageverplichting, registered.is_registered, entries.start_kwartaal
),

expected as (
    {{
        mart_rows(
            'first_enrolments_by_stageregistratie', columns + ['is_registered', 'has_studiebewijs'],
            source='enrolled'
        )
    }}
    union all
    {{
        mart_rows(
            'leavers_by_stageregistratie', columns + ['is_registered', 'start_kwartaal', 'status_k8'],
            source='left_school'
        )
    }}
    {%- for label in ['met', 'zonder'] %}
        union all
        {{
            figure(
                'ext_02', ['schooljaar'], [label ~ ' stageregistratie: studiebewijs behaald'], source='enrolled',
                fixed={'onderwijsvorm': 'TSO', 'leerjaar': '6', 'stageverplichting': 'zonder'},
                categorie='case when has_studiebewijs then side end',
                where="onderwijsvorm || leerjaar || stageverplichting = 'TSO6zonder' and has_studiebewijs is not null "
                ~ "and side like '" ~ label ~ " %'"
            )
        }}
        union all
        {{
            figure(
                'ext_03', ['schooljaar'], [label ~ ': start in K1'], source='left_school',
                fixed={'onderwijsvorm': 'TSO', 'stageverplichting': 'zonder'},
                categorie="case when start_kwartaal = '1' then side || 'start in K1' end",
                where="onderwijsvorm || stageverplichting = 'TSOzonder' and side = '" ~ label ~ ": '"
            )
        }}
        union all
        {{
            figure(
                'ext_03', ['schooljaar'], [label ~ ': werkend in K8'], source='left_school',
                fixed={'onderwijsvorm': 'TSO', 'stageverplichting': 'zonder'},
                categorie="case when status_k8 = 'werkend' then side || 'werkend in K8' end",
                where="onderwijsvorm || stageverplichting = 'TSOzonder' and status_k8 like 'werk%' and side = '"
                ~ label ~ ": '"
            )
        }}
    {%- endfor %}
),

found as (
    {{
        mart_rows(
            'first_enrolments_by_stageregistratie', columns + ['has_stageregistratie', 'has_studiebewijs'],
            source=ref('first_enrolments_by_stageregistratie'), n='n_leerlingen'
        )
    }}
    union all
    {{
        mart_rows(
            'leavers_by_stageregistratie', columns + ['has_stageregistratie', 'start_kwartaal', 'status_k8'],
            source=ref('leavers_by_stageregistratie'), n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['ext_02', 'ext_03']) }}
),

{{ check_figures() }}

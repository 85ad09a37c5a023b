{{ config(meta={'rule': 'R24', 'dagster': {'ref': {'name': 'cells'}}}) }}

{%- set columns = [
    'schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied', 'stageverplichting', 'is_naamloos', 'is_p_obl'
] %}
{%- set tolerance = var('stage_tolerantie_halve_dagen') %}

-- The differences themselves, from the volumes of those in both systems: the mart and txt_007.
with persons as (
    select
        *,
        w_code_halve_dagen - zending_halve_dagen as verschil,
        1 as n
    from {{ ref('internship_pupils') }}
),

judged as (
    select
        *,
        case when verschil = 0 then 'gelijk' end as is_equal,
        case when verschil between -{{ tolerance }} and {{ tolerance }} then 'binnen 5' end as is_within,
        case when verschil > 0 then 'W-code hoger' end as is_higher
    from persons
    where verschil is not null
),

expected as (
    {{
        mart_rows(
            'internship_registration', source='judged',
            columns=columns + ['is_equal is not null', 'is_within is not null', 'is_higher is not null']
        )
    }}
    {%- for categorie, column in [('gelijk', 'is_equal'), ('binnen 5', 'is_within'), ('W-code hoger', 'is_higher')] %}
        union all
        {{ figure('txt_007', ['schooljaar'], [categorie], source='judged', categorie=column) }}
    {%- endfor %}
),

found as (
    {{
        mart_rows(
            'internship_registration', source=ref('internship_registration'), n='n_leerlingen',
            columns=columns + ['is_volume_equal', 'is_volume_within_tolerance', 'is_w_code_higher'],
            where='coalesce(is_volume_equal, is_volume_within_tolerance, is_w_code_higher) is not null'
        )
    }}
    union all
    {{ figures_found(['txt_007']) }}
),

{{ check_figures() }}

with providers as (
    select
        schooljaar,
        aanbieder,
        count(distinct instellingsnummer) as n_institutions,
        count(distinct administratieve_groep) as n_groups
    from {{ ref('enrolment_units') }}
    where n_p_dual_3 > 0 and (aanbieder <> 'SYNTRA' or schooljaar >= '{{ var("syntra_vanaf") }}')
    group by schooljaar, aanbieder
),

counted as (
    select
        schooljaar,
        aanbieder,
        'instellingen' as categorie,
        n_institutions as aantal,
        n_institutions as noemer
    from providers
    union all
    select
        schooljaar,
        aanbieder,
        'administratieve groepen' as categorie,
        n_groups as aantal,
        n_groups as noemer
    from providers
)

{{ cells_of('fig_07', ['schooljaar', 'aanbieder']) }}
